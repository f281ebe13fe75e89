// Reading a document: printing it, and keeping what is marked. Without this script the browser prints, and the whole answer is offered.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What was marked in the answer when its form is opened is offered in the form.
for (const keep of document.querySelectorAll("details.keep")) {
  const answer = keep.closest("div").querySelector("[data-answer]");
  keep.querySelector("summary").addEventListener("pointerdown", () => (keep.dataset.marked = marked(answer)));
  keep.addEventListener("toggle", () => {
    if (keep.open && keep.dataset.marked) keep.querySelector("textarea").value = keep.dataset.marked;
  });
}

function marked(answer) {
  const selection = getSelection();
  const inside = selection.rangeCount && answer.contains(selection.getRangeAt(0).commonAncestorContainer);
  return inside ? selection.toString().trim() : "";
}
