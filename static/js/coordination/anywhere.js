// The form that logs progress on any intervention, for where the form of that one is not kept.

const anyForm = document.querySelector("form[data-anywhere]");
const marks = document.documentElement.dataset;

// What depends on where the intervention stood when the page was kept.
const choose = () => {
  const option = anyForm.querySelector("[data-choice]").selectedOptions[0];
  const { seen, stage, happened, closing, words, lacks } = option?.dataset ?? {};
  if (!option) return;
  anyForm.action = option.value;
  anyForm.dataset.page = option.dataset.page;
  anyForm.dataset.queued = option.text;
  anyForm.elements.seen.value = seen;
  anyForm.elements.stage.value = stage;
  anyForm.querySelector("[data-stands]").textContent = words;
  anyForm.querySelector("[data-lacks]").textContent = lacks;
  for (const choice of anyForm.elements.happened) {
    const isPossible = happened.split(" ").includes(choice.value);
    choice.disabled = !isPossible;
    choice.closest("label").hidden = !isPossible;
    if (!isPossible && choice.checked) anyForm.elements.happened[0].checked = true;
  }
  for (const kind of anyForm.elements.document_kind.options) {
    kind.disabled = kind.hidden = ![closing, "other"].includes(kind.value);
    if (!kind.disabled && kind.value === closing) kind.selected = true;
  }
};

if (anyForm && marks.keptAt) {
  const wanted = [...anyForm.querySelector("[data-choice]").options]
    .find(({ dataset }) => dataset.slug === marks.intervention);
  if (wanted) wanted.defaultSelected = wanted.selected = true;
  anyForm.addEventListener("change", choose);
  choose();
  document.querySelector("form[data-plain]").hidden = true;
  anyForm.hidden = false;
}
