import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { startDialogs, startKeyHelp, startPrint } from './dialogs.mjs'
import { startDrafts } from './drafts.mjs'
import { startFilters } from './filters.mjs'
import { startLookups } from './lookup.mjs'
import { startMenus } from './menus.mjs'
import { startOnce } from './once.mjs'
import { startPalette } from './palette.mjs'
import { startPasskeys } from './passkeys.mjs'
import { startPanel } from './panel.mjs'
import { startReveals } from './reveals.mjs'
import { startRowKeys } from './rows.mjs'
import { startSession } from './session.mjs'

const COMPONENTS = [Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios]
for (const component of [...COMPONENTS, ServiceNavigation, SkipLink]) createAll(component)

document.addEventListener('htmx:load', event => {
  if (event.detail.elt === document.body) return // the whole page was started above
  for (const component of COMPONENTS) createAll(component, undefined, event.detail.elt)
  startLookups(event.detail.elt)
})

startDialogs()
startDrafts()
startFilters()
startKeyHelp()
startLookups(document)
startMenus()
startOnce()
startPalette(document.getElementById('palette'))
startPanel()
startPasskeys()
startPrint()
startReveals()
startRowKeys()
startSession(document.getElementById('session-warning'))
