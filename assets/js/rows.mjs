// Keys of a list: J and K move, Enter opens (it is a link), P shows the record beside the list. Single letters can be switched off.
import { openDialog } from './dialogs.mjs'

const TYPING = 'input, select, textarea, [contenteditable], dialog'

export function startRowKeys () {
  document.addEventListener('keydown', event => {
    if (document.documentElement.dataset.shortcuts === 'off') return
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return
    if (event.key === '/') {
      event.preventDefault()
      document.querySelector('[data-palette-open]')?.click()
    } else if (event.key === '?') {
      openDialog(document.getElementById('keys'))
    } else {
      moveBy(event)
    }
  })
}

function moveBy (event) {
  const links = [...document.querySelectorAll('[data-rowlist] [data-rowlink]')]
  if (!links.length) return
  const at = links.findIndex(link => link.closest('tr').contains(document.activeElement))
  if (event.key === 'j') links[Math.min(at + 1, links.length - 1)].focus()
  else if (event.key === 'k') links[Math.max(at - 1, 0)].focus()
  else if (event.key === 'p' && at >= 0) links[at].closest('tr').querySelector('[data-rowpreview]')?.click()
  else return
  event.preventDefault()
}
