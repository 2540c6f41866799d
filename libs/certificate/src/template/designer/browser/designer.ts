/** Drags the chosen element over the sheet; the number fields beside it do the same without a mouse. */
const STEP = 0.5;

interface Drag {
  rect: SVGRectElement;
  from: DOMPoint;
  x: number;
  y: number;
}

let drag: Drag | null = null;

const field = (name: string): HTMLInputElement | null =>
  document.querySelector(`#element-form [name=${name}]`);
const chosenAt = (target: EventTarget | null): SVGRectElement | null =>
  target instanceof Element ? target.closest<SVGRectElement>('.designer-overlay [data-chosen] rect') : null;

function millimetres(rect: SVGRectElement, event: PointerEvent): DOMPoint {
  const matrix = rect.ownerSVGElement?.getScreenCTM()?.inverse();
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
}

document.addEventListener('pointerdown', (event) => {
  const rect = chosenAt(event.target);
  const [x, y] = [field('x'), field('y')];
  if (!rect || !x || !y || event.button !== 0) return;
  event.preventDefault();
  rect.setPointerCapture(event.pointerId);
  drag = { rect, from: millimetres(rect, event), x: Number(x.value), y: Number(y.value) };
});

document.addEventListener('pointermove', (event) => {
  if (!drag) return;
  const to = millimetres(drag.rect, event);
  const sheet = drag.rect.ownerSVGElement!.viewBox.baseVal;
  const move = (name: 'x' | 'y', by: number, room: number) => {
    const place = Math.min(Math.max(0, Math.round((drag![name] + by) / STEP) * STEP), room);
    drag!.rect.setAttribute(name, String(place));
    field(name)!.value = String(place);
  };
  move('x', to.x - drag.from.x, sheet.width - drag.rect.width.baseVal.value);
  move('y', to.y - drag.from.y, sheet.height - drag.rect.height.baseVal.value);
});

document.addEventListener('pointerup', () => {
  const moved = drag && (Number(field('x')?.value) !== drag.x || Number(field('y')?.value) !== drag.y);
  drag = null;
  if (moved) field('x')?.dispatchEvent(new Event('change', { bubbles: true }));
});

// A click on the chosen one would only load the page again.
document.addEventListener('click', (event) => {
  if (chosenAt(event.target)) event.preventDefault();
});
document.addEventListener('dragstart', (event) => {
  if (event.target instanceof Element && event.target.closest('.designer-overlay')) event.preventDefault();
});
