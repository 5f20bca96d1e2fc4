// Long writing saves itself: a few seconds after the last letter, what is in the form goes to the server as a draft.
import { clock, post } from './say.mjs'

const PAUSE = 3000 // milliseconds after the last letter
const KEPT_OUT = ['csrfmiddlewaretoken']
const pending = new Map()

export function startDrafts () {
  for (const form of document.querySelectorAll('form[data-draft]')) {
    form.addEventListener('input', () => {
      clearTimeout(pending.get(form))
      pending.set(form, setTimeout(() => save(form), PAUSE))
    })
    form.addEventListener('submit', () => { clearTimeout(pending.get(form)); pending.delete(form) })
  }
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') saveDrafts() })
}

// Everything not yet saved, now.
export function saveDrafts () {
  for (const [form, timer] of pending) { clearTimeout(timer); save(form) }
}

async function save (form) {
  pending.delete(form)
  const status = form.querySelector('[data-draft-status]')
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !KEPT_OUT.includes(name))
  for (const box of form.querySelectorAll('input[type=password]')) {
    const at = fields.findIndex(([name]) => name === box.name)
    if (at >= 0) fields.splice(at, 1)
  }
  try {
    const response = await post(form.dataset.draft, fields, { keepalive: true })
    if (!response.ok || response.redirected) throw new Error(String(response.status))
    if (status) status.textContent = `Saved at ${clock(new Date())}`
  } catch {
    if (status) status.textContent = 'Not saved as a draft. Copy long writing before you leave this page.'
    pending.set(form, setTimeout(() => save(form), PAUSE * 5))
  }
}
