// Tells screen readers what changed without a page load. Emptied first, so that the same words are said again.
export function say (words, place = document.getElementById('live')) {
  if (!place) return
  place.textContent = ''
  window.setTimeout(() => { place.textContent = words }, 50)
}

// The token that Django asks of every POST, from any form on the page.
export const token = () => document.querySelector('input[name=csrfmiddlewaretoken]')?.value ?? ''

// Posts fields and gives the response; for what is not a page of its own.
export const post = (url, fields = {}, options = {}) => fetch(url, {
  method: 'POST',
  headers: { 'X-CSRFToken': token(), 'X-Requested-With': 'fetch' },
  body: new URLSearchParams(fields),
  ...options
})

// 2:14pm, midday, midnight.
export function clock (date) {
  const hours = date.getHours()
  const minutes = date.getMinutes()
  if (minutes === 0 && hours === 12) return 'midday'
  if (minutes === 0 && hours === 0) return 'midnight'
  return `${hours % 12 || 12}:${String(minutes).padStart(2, '0')}${hours < 12 ? 'am' : 'pm'}`
}
