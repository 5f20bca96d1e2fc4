// Warns 5 minutes before the session ends, and lets the person stay. Drafts are saved first. A session that has come to
// the longest time allowed cannot be kept: then the warning says so, once, and leaves the person to their work.
import { openDialog } from './dialogs.mjs'
import { saveDrafts } from './drafts.mjs'
import { post } from './say.mjs'

const WARN_BEFORE = 5 * 60 // seconds

export function startSession (dialog) {
  let ends = Number(document.body.dataset.sessionSeconds) * 1000 + Date.now()
  if (!dialog || !document.body.dataset.sessionSeconds) return
  const minutes = dialog.querySelector('[data-minutes]')
  let final = 'final' in dialog.dataset
  let told = false

  const tell = left => {
    const whole = Math.max(1, Math.ceil(left / 60))
    minutes.textContent = left <= 0 ? 'a moment' : `${whole} minute${whole === 1 ? '' : 's'}`
    dialog.querySelector('[data-stay]').hidden = final
    for (const part of dialog.querySelectorAll('[data-final-words], [data-final-close]')) part.hidden = !final
  }
  window.setInterval(() => { // a laptop sleeps: look at the clock, do not count
    const left = (ends - Date.now()) / 1000
    if (left > WARN_BEFORE) return
    tell(left)
    if (!dialog.open && !(final && told)) { told = true; saveDrafts(); openDialog(dialog) }
    if (left <= 0) window.location.reload()
  }, 15000)

  dialog.querySelector('[data-stay]').addEventListener('click', async () => {
    try {
      const response = await post(dialog.dataset.url)
      if (!response.ok || response.redirected) throw new Error(String(response.status))
      const kept = await response.json()
      final = Boolean(kept.final)
      ends = Date.now() + kept.seconds * 1000
      dialog.close()
    } catch {
      window.location.reload()
    }
  })
}
