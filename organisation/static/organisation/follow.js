// Looks again at a page whose work goes on, every other second, until it is over; without a script one presses “Titta igen”.

const EVERY = 2000;
const part = () => document.querySelector("[data-follow]");

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "follow" } });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (!fresh.querySelector("[data-follow]")) return location.reload();
      part().replaceWith(fresh.querySelector("[data-follow]"));
    }
  } catch {
    // The net is away for a moment: look again.
  }
  setTimeout(look, EVERY);
}

if (part()) setTimeout(look, EVERY);
