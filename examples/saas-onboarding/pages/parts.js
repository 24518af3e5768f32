// The few parts that all pages are made of.

/** Makes an element; text becomes text, never markup. */
export function build(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else if (value === true) element.setAttribute(key, '')
    else if (value !== false && value !== undefined) element.setAttribute(key, value)
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined))
  return element
}

/** Asks the server; throws its sentence where it refuses. */
export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}

/** Sends a form's fields where it is submitted, and shows what is wrong beside them. */
export function formOf(form, send) {
  const wrong = form.querySelector('.wrong')
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const button = form.querySelector('button[type=submit]')
    button.disabled = true
    wrong.hidden = true
    try {
      await send(Object.fromEntries(new FormData(form)))
    } catch (error) {
      wrong.textContent = error.message
      wrong.hidden = false
    }
    button.disabled = false
  })
  return form
}

/** Tells the widget what happened in the product; rules and checklists hear of it. */
export const track = (name, properties) => window.Docent?.('track', name, properties)
