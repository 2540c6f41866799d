/** How a signature is left room for in a file, and how it is put in. */

/** Ten digits: enough for any file we make. */
export const BYTE_RANGE_PLACEHOLDER = [0, 9_999_999_999, 9_999_999_999, 9_999_999_999] as const;
const BYTE_RANGE = `/ByteRange [${BYTE_RANGE_PLACEHOLDER.join(' ')}]`;
const CONTENTS = '/Contents <';
/** As PDFKit writes a date: `(D:20261122011205Z)`. */
const SIGNED_AT = /\/M \(D:\d{14}Z\)/;

export class NoSignatureSlot extends Error {}

/** The bytes to be signed: everything but the room of the signature, with the time of signing in its place. */
export class SignatureSlot {
  readonly #pdf: Buffer;
  readonly #start: number;
  readonly #end: number;

  /** @throws NoSignatureSlot for a file that was drawn without room for a signature. */
  constructor(drawn: Buffer, at: Date) {
    const text = drawn.toString('latin1');
    const range = text.indexOf(BYTE_RANGE);
    const contents = text.indexOf(CONTENTS, range);
    const time = SIGNED_AT.exec(text.slice(Math.max(0, range)));
    if (range < 0 || contents < 0 || !time)
      throw new NoSignatureSlot('The file has no room for a signature.');
    this.#pdf = Buffer.from(drawn);
    this.#start = contents + CONTENTS.length - 1;
    this.#end = text.indexOf('>', this.#start) + 1;
    const parts = [0, this.#start, this.#end, drawn.length - this.#end];
    this.#pdf.write(`/ByteRange [${parts.join(' ')}]`.padEnd(BYTE_RANGE.length), range, 'latin1');
    this.#pdf.write(
      `/M (D:${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z)`,
      range + time.index,
      'latin1',
    );
  }

  get signedBytes(): [Buffer, Buffer] {
    return [this.#pdf.subarray(0, this.#start), this.#pdf.subarray(this.#end)];
  }

  /** Bytes a signature may have. */
  get room(): number {
    return (this.#end - this.#start - 2) / 2;
  }

  /** The whole file. Zeros fill what the signature leaves. */
  filledWith(signature: Buffer): Buffer {
    if (signature.length > this.room)
      throw new NoSignatureSlot(`A signature of ${signature.length} bytes does not fit into ${this.room}.`);
    this.#pdf.write(signature.toString('hex').toUpperCase(), this.#start + 1, 'latin1');
    return this.#pdf;
  }
}
