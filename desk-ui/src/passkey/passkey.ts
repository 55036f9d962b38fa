//! Passkeys on plain forms: the device's answer goes into a hidden field, and the form is sent as any other.

interface Descriptor { id: string; type: PublicKeyCredentialType; transports?: AuthenticatorTransport[] }

interface Options {
  publicKey: {
    challenge: string;
    user?: { id: string; name: string; displayName: string };
    excludeCredentials?: Descriptor[];
    allowCredentials?: Descriptor[];
    [more: string]: unknown;
  };
}

/** What waits for a passkey in the address field, until a button is pressed. */
let waiting: AbortController | null = null;

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (answerField(form).value) return;
    event.preventDefault();
    void ask(form);
  });
  if (form.dataset.conditional !== undefined) void offer(form);
}

/** Offers passkeys where the address is typed, in browsers that do. */
async function offer(form: HTMLFormElement) {
  const able = await PublicKeyCredential.isConditionalMediationAvailable?.();
  if (!able || waiting) return;
  waiting = new AbortController();
  try {
    const options = await challenge(form);
    const shown = await navigator.credentials.get({
      publicKey: request(options),
      mediation: "conditional",
      signal: waiting.signal,
    });
    send(form, shown);
  } catch {
    // Nobody asked for it, so nobody is told. The button and the password are still there.
  }
}

async function ask(form: HTMLFormElement) {
  waiting?.abort();
  tell(form, "");
  const button = form.querySelector("button");
  if (button) button.disabled = true;
  try {
    const options = await challenge(form);
    const shown = form.dataset.passkey === "register"
      ? await navigator.credentials.create({ publicKey: creation(options) })
      : await navigator.credentials.get({ publicKey: request(options) });
    send(form, shown);
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    const known = name === "InvalidStateError" ? form.dataset.known : undefined;
    const stopped = name === "NotAllowedError" || name === "AbortError" ? form.dataset.stopped : undefined;
    tell(form, known ?? stopped ?? form.dataset.failed ?? "");
  } finally {
    if (button) button.disabled = false;
  }
}

async function challenge(form: HTMLFormElement): Promise<Options> {
  const csrf = form.querySelector<HTMLInputElement>("input[name=csrf]")?.value;
  const answer = await fetch(form.dataset.challenge ?? "", {
    method: "POST",
    headers: csrf
      ? { "Content-Type": "application/json", "X-Manset-Csrf": csrf }
      : { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    body: csrf ? JSON.stringify({ kind: form.dataset.kind }) : "",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return await answer.json() as Options;
}

function send(form: HTMLFormElement, shown: Credential | null) {
  if (!(shown instanceof PublicKeyCredential)) return;
  answerField(form).value = JSON.stringify(told(shown));
  form.submit();
}

function tell(form: HTMLFormElement, text: string) {
  const line = form.querySelector<HTMLElement>("[role=alert]");
  if (!line) return;
  line.textContent = text;
  line.hidden = text === "";
}

function answerField(form: HTMLFormElement): HTMLInputElement {
  return form.elements.namedItem("answer") as HTMLInputElement;
}

// ---- as the standard spells it in JSON, which not every browser turns into bytes by itself yet ----

function creation(options: Options): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials, ...rest } = options.publicKey;
  return {
    ...rest,
    challenge: bytes(challenge),
    user: user && { ...user, id: bytes(user.id) },
    excludeCredentials: excludeCredentials?.map(described),
  } as unknown as PublicKeyCredentialCreationOptions;
}

function request(options: Options): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials, ...rest } = options.publicKey;
  return {
    ...rest,
    challenge: bytes(challenge),
    allowCredentials: allowCredentials?.map(described),
  } as unknown as PublicKeyCredentialRequestOptions;
}

function described(one: Descriptor) {
  return { ...one, id: bytes(one.id) };
}

function told(shown: PublicKeyCredential) {
  const response: Record<string, unknown> = { clientDataJSON: text(shown.response.clientDataJSON) };
  if (shown.response instanceof AuthenticatorAttestationResponse) {
    response.attestationObject = text(shown.response.attestationObject);
    response.transports = shown.response.getTransports?.();
  } else if (shown.response instanceof AuthenticatorAssertionResponse) {
    response.authenticatorData = text(shown.response.authenticatorData);
    response.signature = text(shown.response.signature);
    response.userHandle = shown.response.userHandle ? text(shown.response.userHandle) : null;
  }
  return { id: shown.id, rawId: text(shown.rawId), type: shown.type, response, extensions: {} };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
