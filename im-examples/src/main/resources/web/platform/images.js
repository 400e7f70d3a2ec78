/** Fits a frame of 64 KiB as base64, with room for the rest of the message. */
const MAX_BYTES = 45_000;
const SIDES = [1600, 1280, 1024, 800, 640, 480, 360, 240, 160];
const QUALITIES = [0.85, 0.7, 0.5];

const SIGNATURES = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
];

/** The picture types that are shown: drawn from pixels alone, with no script and nothing fetched. */
export function isShownType(contentType) {
  return contentType === 'image/webp' || SIGNATURES.some(([type]) => type === contentType);
}

/**
 * A picture that fits into a message: what a `send` says of it, `data` in base64 and its size in `ext`, so that a page can
 * keep its place before it is decoded. A small one goes as it is; a larger one is drawn anew, smaller and coarser until it
 * fits. Throws when the file is no picture that the browser can read.
 */
export async function pictureOf(file) {
  const bitmap = await createImageBitmap(file);
  try {
    if (file.size <= MAX_BYTES && typeOf(new Uint8Array(await file.arrayBuffer())) === file.type) {
      return await contentOf(file, bitmap);
    }
    for (const side of SIDES) {
      if (side > 2 * Math.max(bitmap.width, bitmap.height) && side !== SIDES.at(-1)) continue;
      const canvas = draw(bitmap, side);
      for (const quality of QUALITIES) {
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
        if (blob.size <= MAX_BYTES) return await contentOf(blob, canvas);
      }
    }
  } finally {
    bitmap.close();
  }
  throw new RangeError('picture: too large at every size');
}

/** The size that a message claims for its picture, or null: `{width, height}`, within reason. */
export function sizeOf({ width, height }) {
  const size = { width: Number(width), height: Number(height) };
  const sound = (side) => Number.isInteger(side) && side > 0 && side <= 10_000;
  return sound(size.width) && sound(size.height) ? size : null;
}

/** A picture that came in a message, as a blob of exactly the type that its bytes show; null when they do not fit. */
export function blobOf(contentType, data) {
  const bytes = bytesOf(data);
  return isShownType(contentType) && typeOf(bytes) === contentType ? new Blob([bytes], { type: contentType }) : null;
}

export function bytesOf(data) {
  const binary = atob(data);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

async function contentOf(blob, { width, height }) {
  return { contentType: blob.type, data: await base64(blob), ext: { width: String(width), height: String(height) } };
}

function draw(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  // JPEG knows no transparency: what shows through is white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function typeOf(bytes) {
  for (const [type, signature] of SIGNATURES) {
    if (signature.every((byte, index) => bytes[index] === byte)) return type;
  }
  const ascii = (from, to) => String.fromCharCode(...bytes.subarray(from, to));
  return ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP' ? 'image/webp' : null;
}

async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let from = 0; from < bytes.length; from += 8192)
    binary += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(binary);
}
