// Command palette: a native dialog holding an ARIA 1.2 combobox with a listbox. What is typed is posted, never linked.
import { openDialog } from './dialogs.mjs'
import { post } from './say.mjs'

const PAUSE = 120 // milliseconds after the last letter

export function startPalette (dialog) {
  if (!dialog) return
  const input = dialog.querySelector('input')
  const list = dialog.querySelector('[role=listbox]')
  const status = dialog.querySelector('[role=status]')
  let options = []
  let active = -1
  let timer
  let asked // the request under way: a later one takes its place

  const select = index => {
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === index)))
    active = index
    if (index < 0) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', options[index].id)
    options[index].scrollIntoView({ block: 'nearest' })
  }

  const load = async () => {
    asked?.abort()
    asked = new AbortController()
    try {
      const response = await post(dialog.dataset.url, { q: input.value }, { signal: asked.signal })
      if (!response.ok || response.redirected) throw new Error(String(response.status))
      list.innerHTML = await response.text()
    } catch (error) {
      if (error.name === 'AbortError') return
      list.innerHTML = '<p class="app-palette__none">Search is not answering. Try again in a moment.</p>'
    }
    options = [...list.querySelectorAll('[role=option]')]
    status.textContent = options.length ? `${options.length} result${options.length === 1 ? '' : 's'}` : 'No results'
    select(options.length ? 0 : -1)
  }

  const open = (text = '') => {
    if (dialog.open) return
    input.value = text
    openDialog(dialog)
    input.focus()
    load()
  }

  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      open()
    }
  })
  for (const opener of document.querySelectorAll('[data-palette-open]')) {
    opener.addEventListener('click', event => { event.preventDefault(); open(opener.value) })
    opener.addEventListener('input', () => { open(opener.value); opener.value = '' })
  }
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(load, PAUSE) })
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (options.length) select((active + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      options[active]?.click()
    }
  })
}
