import { t } from '../i18n/index.js';
import { blobOf, bytesOf, isShownType, sizeOf } from '../platform/images.js';
import { el } from './dom.js';
import { icon } from './icons.js';

const MAX_WIDTH = 320;
const MAX_HEIGHT = 320;

/** The data of a message: a picture of a known type as a picture, anything else as a file to save. */
export function pictureView(message) {
  if (!isShownType(message.contentType)) return fileView(message);
  const blob = blobOf(message.contentType, message.data);
  if (blob === null) return fileView(message);
  const url = URL.createObjectURL(blob);
  const image = el('img', { 'class': 'picture', 'alt': t('picture'), 'data-testid': 'picture', 'decoding': 'async' });
  const size = sizeOf(message.ext);
  if (size !== null) reserve(image, size);
  // Once decoded, the picture needs its address no longer.
  image.addEventListener('load', () => URL.revokeObjectURL(url), { once: true });
  image.src = url;
  return el(
    'button',
    {
      'class': 'picture-button',
      'type': 'button',
      'aria-label': t('picture.open'),
      'on': { click: () => openPicture(blob) },
    },
    image,
  );
}

/** The room that the picture will take, so that nothing moves when it is there. */
function reserve(image, { width, height }) {
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  image.style.width = `${Math.round(width * scale)}px`;
  image.style.aspectRatio = `${width} / ${height}`;
}

function openPicture(blob) {
  const url = URL.createObjectURL(blob);
  const close = () => viewer.close();
  const viewer = el(
    'dialog',
    { 'class': 'viewer', 'aria-label': t('picture'), 'on': { click: close } },
    el('img', { src: url, alt: t('picture') }),
    el('button', { 'class': 'icon-button viewer-close', 'type': 'button', 'aria-label': t('close') }, icon('close')),
  );
  viewer.addEventListener('close', () => {
    URL.revokeObjectURL(url);
    viewer.remove();
  });
  document.body.append(viewer);
  viewer.showModal();
}

function fileView(message) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([bytesOf(message.data)], { type: 'application/octet-stream' }));
    el('a', { href: url, download: `keel-${message.messageId ?? 'file'}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return el(
    'button',
    { class: 'file', type: 'button', on: { click: save } },
    icon('file'),
    el('span', {}, t('file', { type: message.contentType })),
  );
}
