// GOV.UK's radios mark a choice that reveals a field with aria-expanded, which a radio may not have (ARIA 1.2). What is
// revealed follows the choice in reading order, so nothing is lost without it.
const strip = root => { for (const input of root.querySelectorAll('input[type=radio][aria-expanded], input[type=checkbox][aria-expanded]')) input.removeAttribute('aria-expanded') }

export function startReveals () {
  strip(document)
  document.addEventListener('click', event => { if (event.target.closest?.('.govuk-radios, .govuk-checkboxes')) strip(document) })
  document.addEventListener('htmx:load', event => strip(event.detail.elt))
  window.addEventListener('pageshow', () => strip(document)) // the browser may bring answers back
}
