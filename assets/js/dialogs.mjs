// Native dialogs: a press outside closes one, and focus goes back to where it was.
export function openDialog (dialog) {
  if (!dialog || dialog.open) return
  dialog.opener = document.activeElement
  dialog.showModal()
}

export function startDialogs () {
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.addEventListener('click', event => {
      if (event.target === dialog || event.target.closest('[data-close]')) dialog.close()
    })
    dialog.addEventListener('close', () => dialog.opener?.focus?.({ preventScroll: true }))
  }
}

export function startKeyHelp () {
  for (const opener of document.querySelectorAll('[data-keys-open]')) {
    opener.hidden = false
    opener.addEventListener('click', () => openDialog(document.getElementById('keys')))
  }
}

export function startPrint () {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}
