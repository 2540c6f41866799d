/** Conditions of a WHERE with their values, numbered as they come. */
export class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  /** `?` in the text stands for the value. */
  add(text: string, ...values: unknown[]): this {
    const given = [...values];
    this.parts.push(`(${text.replace(/\?/g, () => `$${this.values.push(given.shift())}`)})`);
    return this;
  }

  get sql(): string {
    return this.parts.length > 0 ? this.parts.join(' AND ') : 'true';
  }
}
