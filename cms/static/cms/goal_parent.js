// Beside the field that holds the id of a goal's parent stands a list of the page's other goals: choosing one writes its id.
const { Controller } = window.StimulusModule;

class GoalParent extends Controller {
  connect() {
    if (this.select) return;
    this.select = document.createElement("select");
    this.select.setAttribute("aria-label", this.label());
    this.select.addEventListener("focus", () => this.fill());
    this.select.addEventListener("change", () => {
      this.element.value = this.select.value;
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.element.after(this.select);
    this.element.type = "hidden";
    this.fill();
  }

  disconnect() {
    this.select?.remove();
    this.select = null;
    this.element.type = "text";
  }

  label() {
    const label = document.querySelector(`label[for="${this.element.id}"]`);
    return label ? label.textContent.trim() : "";
  }

  // The prefix of this goal's own block: body-3-value-parent → body-3
  own() {
    return this.element.name.replace(/-value-parent$/, "");
  }

  goals() {
    const goals = [];
    for (const title of document.querySelectorAll('textarea[name^="body-"][name$="-value-title"]')) {
      const prefix = title.name.replace(/-value-title$/, "");
      const type = document.querySelector(`input[name="${prefix}-type"]`);
      const id = document.querySelector(`input[name="${prefix}-id"]`);
      const gone = document.querySelector(`input[name="${prefix}-deleted"]`);
      if (prefix === this.own() || !type || type.value !== "goal" || !id || !id.value) continue;
      if (gone && gone.value) continue;
      goals.push({ id: id.value, title: title.value.trim() || "…" });
    }
    return goals;
  }

  fill() {
    const chosen = this.element.value;
    const options = [new Option("–", "")];
    for (const goal of this.goals()) options.push(new Option(goal.title.slice(0, 120), goal.id));
    if (chosen && !options.some((option) => option.value === chosen)) options.push(new Option(chosen, chosen));
    this.select.replaceChildren(...options);
    this.select.value = chosen;
  }
}

window.wagtail.app.register("goal-parent", GoalParent);
