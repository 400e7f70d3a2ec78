/** The WebSocket address of a gateway whose page stands at `url`. */
export function socketAddress(url) {
  const { protocol, host } = new URL(url);
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws`;
}

/** Where else one may connect, as the gateway that served this page knows it; nowhere where there is one alone. */
export async function otherGateways() {
  try {
    const response = await fetch('/api/gateways');
    return response.ok ? (await response.json()).gateways.map(socketAddress) : [];
  } catch {
    return [];
  }
}
