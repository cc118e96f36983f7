/** Has the development server do something to the world around the phone. */
export const control = async (name, data = {}) => {
  const response = await fetch(`control/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(data)
  })
  if (!response.ok) {
    throw new Error(`${name}: ${response.status}`)
  }
  return response.json()
}
