// A menu that is a details element closes on Escape and on a press elsewhere.
export function startMenus () {
  const opened = () => document.querySelectorAll('details[data-menu][open]')
  document.addEventListener('click', event => {
    for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false
  })
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    for (const menu of opened()) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })
}
