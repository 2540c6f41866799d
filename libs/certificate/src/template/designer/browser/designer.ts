/** Drags the chosen element over the sheet; the number fields beside it do the same without a mouse. */
const STEP = 0.5;

interface Drag {
  /** From places on the screen to millimetres on the paper. */
  toPaper: DOMMatrix;
  from: DOMPoint;
  x: number;
  y: number;
}

let drag: Drag | null = null;

const field = (name: string): HTMLInputElement | null =>
  document.querySelector(`#element-form [name=${name}]`);
const CHOSEN = '.designer-overlay [data-chosen] rect';
const chosenAt = (target: EventTarget | null): SVGRectElement | null =>
  target instanceof Element ? target.closest<SVGRectElement>(CHOSEN) : null;

const millimetres = (event: PointerEvent, toPaper: DOMMatrix): DOMPoint =>
  new DOMPoint(event.clientX, event.clientY).matrixTransform(toPaper);

document.addEventListener('pointerdown', (event) => {
  const rect = chosenAt(event.target);
  const [x, y] = [field('x'), field('y')];
  const toPaper = rect?.ownerSVGElement?.getScreenCTM()?.inverse();
  if (!rect || !toPaper || !x || !y || event.button !== 0) return;
  event.preventDefault();
  rect.setPointerCapture(event.pointerId);
  drag = { toPaper, from: millimetres(event, toPaper), x: Number(x.value), y: Number(y.value) };
});

document.addEventListener('pointermove', (event) => {
  // Looked for anew: the sheet may have been put in again since, for what was typed before.
  const rect = drag && document.querySelector<SVGRectElement>(CHOSEN);
  if (!drag || !rect) return;
  const to = millimetres(event, drag.toPaper);
  const sheet = rect.ownerSVGElement!.viewBox.baseVal;
  const move = (name: 'x' | 'y', by: number, room: number) => {
    const place = Math.min(Math.max(0, Math.round((drag![name] + by) / STEP) * STEP), room);
    rect.setAttribute(name, String(place));
    field(name)!.value = String(place);
  };
  move('x', to.x - drag.from.x, sheet.width - rect.width.baseVal.value);
  move('y', to.y - drag.from.y, sheet.height - rect.height.baseVal.value);
});

document.addEventListener('pointerup', () => {
  const moved = drag && (Number(field('x')?.value) !== drag.x || Number(field('y')?.value) !== drag.y);
  drag = null;
  if (moved) field('x')?.dispatchEvent(new Event('change', { bubbles: true }));
});

document.addEventListener('pointercancel', () => {
  drag = null;
});

// A click on the chosen one would only load the page again.
document.addEventListener('click', (event) => {
  if (chosenAt(event.target)) event.preventDefault();
});
document.addEventListener('dragstart', (event) => {
  if (event.target instanceof Element && event.target.closest('.designer-overlay')) event.preventDefault();
});
