// A select of very many choices (select[data-lookup]) becomes a typed look-up: an ARIA combobox over the same choices.
// Without script the select stays; the select is what is sent either way.
const MOST = 30

export function startLookups (root) {
  for (const select of root.querySelectorAll('select[data-lookup]:not([data-ready])')) build(select)
}

function build (select) {
  select.dataset.ready = 'yes'
  const id = select.id
  const choices = [...select.options].filter(option => option.value)
  const input = Object.assign(document.createElement('input'), { type: 'text', id, className: 'govuk-input', autocomplete: 'off', spellcheck: false })
  const list = Object.assign(document.createElement('ul'), { id: `${id}-choices`, className: 'app-lookup__list', hidden: true })
  const status = Object.assign(document.createElement('span'), { className: 'govuk-visually-hidden' })
  const box = Object.assign(document.createElement('div'), { className: 'app-lookup' })
  const label = document.querySelector(`label[for="${id}"]`)
  status.setAttribute('role', 'status')
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', label?.textContent.trim() ?? 'Choices')
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list' })) input.setAttribute(name, value)
  if (select.getAttribute('aria-describedby')) input.setAttribute('aria-describedby', select.getAttribute('aria-describedby'))
  if (select.classList.contains('govuk-select--error')) input.classList.add('govuk-input--error')
  select.id = `${id}-select`
  select.hidden = true
  select.before(box)
  box.append(input, list, status)
  if (select.value) input.value = select.selectedOptions[0].text

  let shown = []
  let active = -1
  const close = () => { list.hidden = true; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); active = -1 }
  const mark = index => {
    active = index
    shown.forEach((item, at) => item.setAttribute('aria-selected', String(at === index)))
    if (index >= 0) { input.setAttribute('aria-activedescendant', shown[index].id); shown[index].scrollIntoView({ block: 'nearest' }) }
  }
  const choose = item => { select.value = item.dataset.value; input.value = item.textContent; close(); select.dispatchEvent(new Event('input', { bubbles: true })) }
  const show = () => {
    const parts = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = choices.filter(option => parts.every(part => option.text.toLowerCase().includes(part)))
    list.replaceChildren(...found.slice(0, MOST).map((option, at) => {
      const item = Object.assign(document.createElement('li'), { id: `${id}-choice-${at}`, className: 'app-lookup__item', textContent: option.text })
      item.setAttribute('role', 'option')
      item.setAttribute('aria-selected', 'false')
      item.dataset.value = option.value
      return item
    }))
    shown = [...list.children]
    list.hidden = shown.length === 0
    input.setAttribute('aria-expanded', String(shown.length > 0))
    status.textContent = found.length ? `${found.length} found` : 'None found'
    mark(-1)
  }
  input.addEventListener('input', () => { select.value = ''; show() })
  input.addEventListener('focus', show)
  input.addEventListener('blur', () => {
    const same = choices.find(option => option.text.toLowerCase() === input.value.trim().toLowerCase())
    if (same) select.value = same.value
    setTimeout(close, 150)
  })
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (list.hidden) show()
      if (shown.length) mark((active + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % shown.length)
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault()
      choose(shown[active])
    } else if (event.key === 'Escape') close()
  })
  list.addEventListener('mousedown', event => event.preventDefault())
  list.addEventListener('click', event => { const item = event.target.closest('[role=option]'); if (item) choose(item) })
}
