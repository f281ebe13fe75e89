// Where the key of a scale is written, the scales of the page are offered.
const { Controller: Offering } = window.StimulusModule;

class ScaleKeys extends Offering {
  connect() {
    this.field = this.element.matches("input") ? this.element : this.element.querySelector("input[type=text]");
    if (!this.field || this.field.list) return;
    this.list = document.createElement("datalist");
    this.list.id = `${this.field.id}-known`;
    this.field.after(this.list);
    this.field.setAttribute("list", this.list.id);
    this.field.autocomplete = "off";
    this.field.addEventListener("focus", () => this.fill());
  }

  fill() {
    const keys = new Set();
    for (const type of document.querySelectorAll('input[name^="body-"][name$="-type"]')) {
      const prefix = type.name.replace(/-type$/, "");
      const key = document.querySelector(`input[name="${prefix}-value-key"]`);
      const gone = document.querySelector(`input[name="${prefix}-deleted"]`);
      if (type.value === "scale" && key && key.value && !(gone && gone.value)) keys.add(key.value);
    }
    this.list.replaceChildren(...[...keys].map((key) => new Option(key, key)));
  }
}

window.wagtail.app.register("scale-keys", ScaleKeys);
