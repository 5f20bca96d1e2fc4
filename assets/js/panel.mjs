// The side panel shows the record of one row; its row is marked, and a status says whose it is.
import { say } from './say.mjs'

export function startPanel () {
  document.addEventListener('htmx:afterSwap', event => {
    const panel = document.getElementById('side-panel') // an outerHTML swap leaves the old target detached
    if (event.detail.target.id === 'side-panel' && panel) {
      say(`Beside the list: ${panel.querySelector('h2')?.textContent.trim() ?? 'the record'}`)
      const shown = panel.dataset.row ?? panel.querySelector('[data-row]')?.dataset.row
      for (const row of document.querySelectorAll('[data-rowlist] tbody tr')) {
        if (shown && row.dataset.row === shown) row.setAttribute('aria-current', 'true')
        else row.removeAttribute('aria-current')
      }
      return
    }
    const told = document.querySelector('[data-announce]')
    if (told && event.detail.target.id && event.detail.target.id === event.detail.elt.id) say(told.textContent.trim())
  })
}
