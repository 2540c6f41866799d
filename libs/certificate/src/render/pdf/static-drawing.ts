import { deflateSync } from 'node:zlib';

/** Farther than any paper reaches, in points. */
const FAR = 900;

/** A drawing that never changes: its operators are deflated once per process and copied into each file. */
export class StaticDrawing {
  readonly #deflated: Buffer;
  readonly #forms = new WeakMap<PDFKit.PDFDocument, PDFKit.PDFKitReference>();

  constructor(
    readonly name: string,
    readonly operators: string,
  ) {
    this.#deflated = deflateSync(operators, { level: 9 });
  }

  /** Draws with the origin at (x, y) from the top left of the page; the drawing's own y grows upwards. */
  place(doc: PDFKit.PDFDocument, x: number, y: number): void {
    doc.page.xobjects[this.name] = this.formIn(doc);
    drawUpwards(doc, x, y, 1, `/${this.name} Do`);
  }

  /** Once in a document, however many of its pages show it. */
  private formIn(doc: PDFKit.PDFDocument): PDFKit.PDFKitReference {
    const known = this.#forms.get(doc);
    if (known) return known;
    const form = doc.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [-FAR, -FAR, FAR, FAR],
      Resources: {},
      Filter: 'FlateDecode',
    });
    form.end(this.#deflated);
    this.#forms.set(doc, form);
    return form;
  }
}

/** Runs raw operators in a space whose origin is (x, y) from the top left and whose y grows upwards. */
export function drawUpwards(
  doc: PDFKit.PDFDocument,
  x: number,
  y: number,
  scale: number,
  operators: string,
): void {
  doc.save();
  doc.transform(scale, 0, 0, -scale, x, y);
  doc.addContent(operators);
  doc.restore();
}
