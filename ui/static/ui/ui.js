// What makes pages quicker for those whose browser runs scripts. Nothing here is needed: every page works without.

function focusFirstError() {
  document.querySelector("[data-first-error]")?.focus();
}

// A form that is sent is not sent again by a second press; coming back to the page makes it new.
function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else form.dataset.sent = "yes";
}

// Signing out takes away what the house keeps in this browser: texts that were not saved, for instance.
function forget(event) {
  if (!event.target.matches("[data-forgets]")) return;
  try {
    localStorage.clear();
  } catch {
    // a browser that keeps nothing
  }
}

function makeNew() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
}

// A link with data-dialog leads to a page that asks; with a script the same question is asked here.
function askHere(event) {
  const opener = event.target.closest("a[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  const closer = event.target.closest("dialog[open] [data-close]");
  if (closer?.closest("dialog").matches(":modal")) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
}

// Where tabs are wider than the screen, the one that is shown is seen.
function showCurrentTab() {
  for (const current of document.querySelectorAll(".tabs [aria-current]")) {
    const tabs = current.parentElement;
    tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - tabs.clientWidth / 3;
  }
}

focusFirstError();
showCurrentTab();
document.addEventListener("submit", sendOnce);
document.addEventListener("submit", forget);
document.addEventListener("click", askHere);
window.addEventListener("pageshow", makeNew);
