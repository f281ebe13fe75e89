// What the harness asks of a page. Each function is called by name: see harness.py.
(() => {
  const PRESSABLE = [
    "a[href]", "button:not([disabled])", "input:not([type=hidden]):not([disabled])", "select:not([disabled])",
    "textarea:not([disabled])", "summary", "[tabindex='0']",
  ].join(",");

  const named = (element) =>
    `${element.tagName} ${element.innerText || element.ariaLabel || element.name || ""}`.slice(0, 60);

  // Of a group of radio buttons, Tab stops at the chosen one, else at one of them.
  const stands_for_its_group = (element) => {
    if (element.type !== "radio" || !element.name) return true;
    const group = `input[name="${CSS.escape(element.name)}"]`;
    return element === (document.querySelector(`${group}:checked`) ?? document.querySelector(group));
  };

  const FRAMES = 50; // ms: three frames
  let walk = [];
  const noted = (event) => {
    if (event.key === "Tab") walk.push(probe.standing());
  };

  window.probe = {
    /** Number everything that can be pressed, in the order it is read, and return the names. */
    pressable() {
      const found = [...document.querySelectorAll(PRESSABLE)].filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert], .sr[aria-hidden=true]") && stands_for_its_group(element),
      );
      found.forEach((element, index) => { element.dataset.stop = index; });
      return found.map(named);
    },

    /** Start from the top, as if the page had just been opened. */
    fromTop() {
      const top = document.createElement("span");
      top.dataset.top = "";
      top.tabIndex = -1;
      top.style.position = "absolute";
      document.body.prepend(top);
      top.focus({ preventScroll: true });
      window.scrollTo(0, 0);
      walk = [];
      window.addEventListener("keydown", noted, true);
    },

    /** Return the stops that Tab has come to, each as it stood before the next press, and whether it has been all around. */
    walked() {
      const stops = [...walk.slice(1), probe.standing()]; // before the first press it stood at the top
      const end = stops.findIndex((stop, index) => stop === null || (index > 0 && stop.stop === stops[0].stop));
      if (end >= 0) window.removeEventListener("keydown", noted, true);
      return [end < 0 ? stops : stops.slice(0, end), end >= 0];
    },

    /** Return where the focus is: the number of the stop, its name, and whether it can be seen. */
    standing() {
      const element = document.activeElement;
      if (!element || element === document.body || "top" in element.dataset) return null;
      document.querySelector("[data-top]")?.remove();
      const drawn = element.closest(".opt, .step, .dunno") ?? element;
      const style = getComputedStyle(drawn);
      const box = drawn.getBoundingClientRect();
      const bar = document.querySelector(".rail");
      const fixed = bar?.checkVisibility() && getComputedStyle(bar).position === "fixed" && !bar.contains(element);
      return {
        stop: element.dataset.stop === undefined ? null : Number(element.dataset.stop),
        name: named(element),
        outlined: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || element.closest(".wheel") !== null,
        covered: Boolean(fixed) && box.top >= bar.getBoundingClientRect().top - 1,
        offscreen: box.bottom < 0 || box.top > window.innerHeight,
      };
    },

    /** Return how many pixels the page is wider than the screen, and what runs out of it, when a frame has been drawn, or would have been. */
    async wider() {
      await new Promise((drawn) => {
        requestAnimationFrame(() => setTimeout(drawn));
        setTimeout(drawn, FRAMES); // Chromium draws none while it thinks that nobody sees the page
      });
      const wide = document.documentElement.clientWidth;
      const over = document.documentElement.scrollWidth - wide;
      if (over <= 0) return { over, culprits: [] };
      const out = [...document.querySelectorAll("body *")].filter((element) => {
        if (element.closest(".sr, .scroll, .tabs, .skip, svg") || !element.checkVisibility()) return false;
        const box = element.getBoundingClientRect();
        return (box.right > wide + 1 || box.left < -1) && getComputedStyle(element).clipPath === "none";
      });
      return { over, culprits: out.slice(0, 5).map(named) };
    },

    /** Return what can be pressed and is smaller than a thumb: links inside sentences apart. */
    small(least) {
      return [...document.querySelectorAll(PRESSABLE)]
        .filter((element) => {
          const drawn = element.closest(".opt, .step, .dunno") ?? element;
          const box = drawn.getBoundingClientRect();
          const seen = element.checkVisibility({ visibilityProperty: true }) && !element.closest(".sr, .skip");
          return seen && element.tabIndex >= 0 && getComputedStyle(element).display !== "inline" && box.height < least - 0.5;
        })
        .map((element) => `${named(element)}: ${Math.round(element.getBoundingClientRect().height)} px`);
    },
  };
})();
