// Whoever leaves a form that has something new in it is asked first: "Publish" and "Preview" are links.
const form = document.querySelector("#content-main form[method=post]");
let isUnsaved = document.querySelector("#content-main .errornote") !== null;

if (form) {
  form.addEventListener("input", () => { isUnsaved = true; });
  form.addEventListener("change", () => { isUnsaved = true; });
  form.addEventListener("submit", () => { isUnsaved = false; });
  addEventListener("beforeunload", (event) => { if (isUnsaved) event.preventDefault(); });
}
