// A form marked data-once is sent once: a second press does nothing until the answer is there.
const SIGN_AFTER = 300 // milliseconds: quicker answers need no sign

export function startOnce () {
  document.addEventListener('submit', event => {
    const form = event.target.closest('form[data-once]')
    if (!form || event.defaultPrevented) return
    if (form.dataset.sent) return event.preventDefault()
    form.dataset.sent = 'yes'
    const button = event.submitter ?? form.querySelector('button:not([type=button])')
    window.setTimeout(() => {
      if (!button || !form.dataset.sent) return
      button.setAttribute('aria-disabled', 'true')
      button.dataset.words = button.textContent
      button.textContent = 'Working…'
    }, SIGN_AFTER)
  })
  window.addEventListener('pageshow', () => { // also when the browser goes back to a kept page
    for (const form of document.querySelectorAll('form[data-once]')) {
      delete form.dataset.sent
      for (const button of form.querySelectorAll('button[data-words]')) {
        button.textContent = button.dataset.words
        button.removeAttribute('aria-disabled')
      }
    }
  })
}
