// Passkeys: a form marked data-passkey asks the browser for one and sends what it gives. "create" adds one, "get" signs in
// or confirms. What the server asks for is in the element #js_data, or at the form's own address for somebody unknown.
import { say } from './say.mjs'

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const named = list => list?.map(one => ({ ...one, id: bytes(one.id) }))

export function startPasskeys () {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    if (!window.PublicKeyCredential) continue // the button stays hidden: there is another way on the page
    const button = form.querySelector('[data-passkey-button]')
    button.hidden = false
    button.addEventListener('click', event => { event.preventDefault(); ask(form, button) })
  }
}

async function ask (form, button) {
  const problem = form.querySelector('[data-passkey-problem]')
  problem.textContent = ''
  button.setAttribute('aria-disabled', 'true')
  try {
    const asked = await options(form)
    const given = form.dataset.passkey === 'create' ? await create(form, asked) : await get(asked)
    form.querySelector('input[name=credential]').value = JSON.stringify(given)
    form.submit()
  } catch (error) {
    say('The passkey was not used. Try again, or use another way.', problem)
    problem.dataset.why = error.name
    button.removeAttribute('aria-disabled')
  }
}

async function options (form) {
  const element = document.getElementById('js_data')
  if (element) return JSON.parse(element.textContent)
  const response = await fetch(form.action, { headers: { Accept: 'application/json' } })
  if (!response.ok) throw new Error(String(response.status))
  return response.json()
}

async function create (form, { creation_options: { publicKey } }) {
  const alone = form.querySelector('input[name=passwordless]')?.checked ?? false
  const selection = { ...publicKey.authenticatorSelection, residentKey: alone ? 'required' : 'discouraged', requireResidentKey: alone }
  if (alone) selection.userVerification = 'required'
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
      authenticatorSelection: selection
    }
  })
  return {
    ...common(credential),
    response: { clientDataJSON: text(credential.response.clientDataJSON), attestationObject: text(credential.response.attestationObject) }
  }
}

async function get ({ request_options: { publicKey } }) {
  const credential = await navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) }
  })
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response
  return {
    ...common(credential),
    response: {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null
    }
  }
}

const common = credential => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults()
})
