// Runs before anything is drawn: tells the styles that script is on. A file of its own, so that no inline script is allowed.
document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')
