const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 150;
const HEIGHT = 32;
const POINTS = 150;

/** How a figure went, as a line over the time that is kept; what was before the first is left empty. */
export class Sparkline {
  element = shape('svg', { class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
  #area = shape('path', { class: 'sparkline-area' });
  #line = shape('path', { class: 'sparkline-line' });

  constructor() {
    this.element.append(this.#area, this.#line);
  }

  render(values, label) {
    this.element.setAttribute('aria-label', label);
    if (values.length === 0) return;
    const top = Math.max(1, ...values);
    const first = POINTS - values.length;
    const points = values.map((value, index) => {
      const x = ((first + index) / (POINTS - 1)) * WIDTH;
      const y = HEIGHT - 2 - (value / top) * (HEIGHT - 6);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    const start = points[0].split(',')[0];
    this.#line.setAttribute('d', `M${points.join('L')}`);
    this.#area.setAttribute('d', `M${start},${HEIGHT}L${points.join('L')}L${WIDTH},${HEIGHT}Z`);
  }
}

function shape(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
