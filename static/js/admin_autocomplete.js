// Names the boxes that Django's admin draws over a choice after the label of the field.
// Without it they work, but a screen reader hears no name.

const jQuery = window.django?.jQuery;

const name = (select) => {
  const box = select.parentElement?.querySelector("[role=combobox]");
  const label = select.labels?.[0];
  if (!box || !label) return;
  label.id ||= `${select.id}_label`;
  const chosen = box.querySelector(".select2-selection__rendered");
  chosen?.removeAttribute("role");
  chosen?.removeAttribute("aria-readonly");
  box.setAttribute("aria-labelledby", `${label.id} ${chosen?.id ?? ""}`.trim());
  // A choice of several has its search field within the box.
  box.querySelector(".select2-search__field")?.setAttribute("aria-label", label.textContent.trim());
};

const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);

// Behind the admin's own scripts, which draw the boxes in the same queue.
jQuery?.(() => {
  nameAll();
  document.addEventListener("formset:added", () => setTimeout(nameAll));
  jQuery(document).on("select2:open", (event) => {
    const words = event.target.labels?.[0]?.textContent.trim() ?? "";
    document.querySelector(".select2-search__field")?.setAttribute("aria-label", words);
  });
});
