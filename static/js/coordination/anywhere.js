// The form that logs progress on any intervention, for where the form of that one is not kept.

const form = document.querySelector("form[data-anywhere]");
const root = document.documentElement;

// What depends on where the intervention stood when the page was kept.
const choose = () => {
  const option = form.querySelector("[data-choice]").selectedOptions[0];
  const { seen, stage, happened, closing, words, lacks } = option?.dataset ?? {};
  if (!option) return;
  form.action = option.value;
  form.dataset.page = option.dataset.page;
  form.dataset.queued = option.text;
  form.elements.seen.value = seen;
  form.elements.stage.value = stage;
  form.querySelector("[data-stands]").textContent = words;
  form.querySelector("[data-lacks]").textContent = lacks;
  for (const choice of form.elements.happened) {
    const isPossible = happened.split(" ").includes(choice.value);
    choice.disabled = !isPossible;
    choice.closest("label").hidden = !isPossible;
    if (!isPossible && choice.checked) form.elements.happened[0].checked = true;
  }
  for (const kind of form.elements.document_kind.options) {
    kind.disabled = kind.hidden = ![closing, "other"].includes(kind.value);
    if (!kind.disabled && kind.value === closing) kind.selected = true;
  }
};

if (form && root.dataset.keptAt) {
  const wanted = [...form.querySelector("[data-choice]").options]
    .find(({ dataset }) => dataset.slug === root.dataset.intervention);
  if (wanted) wanted.defaultSelected = wanted.selected = true;
  form.addEventListener("change", choose);
  choose();
  document.querySelector("form[data-plain]").hidden = true;
  form.hidden = false;
}
