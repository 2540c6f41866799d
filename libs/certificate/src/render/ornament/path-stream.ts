export interface Point {
  x: number;
  y: number;
}

/** PDF path operators as text, in tenths of a point: whole numbers keep the drawing small when deflated. */
export class PathStream {
  #out: string[] = [];

  /** Runs `draw` with the origin moved to (x, y), turned by `degrees` and scaled. */
  at({ x, y }: Point, degrees: number, scale: Point, draw: () => void): this {
    const angle = (degrees * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const matrix = [cos * scale.x, sin * scale.x, -sin * scale.y, cos * scale.y].map((n) => +n.toFixed(5));
    this.#out.push('q', `${matrix.join(' ')} ${this.#number(x)} ${this.#number(y)} cm`);
    draw();
    this.#out.push('Q');
    return this;
  }

  style({ stroke, fill, width }: { stroke?: string; fill?: string; width?: number }): this {
    if (stroke) this.#out.push(`${rgb(stroke)} RG`);
    if (fill) this.#out.push(`${rgb(fill)} rg`);
    if (width !== undefined) this.#out.push(`${+(width * 10).toFixed(1)} w`);
    return this;
  }

  move(point: Point): this {
    return this.#push('m', point);
  }

  line(point: Point): this {
    return this.#push('l', point);
  }

  curve(first: Point, second: Point, end: Point): this {
    return this.#push('c', first, second, end);
  }

  rectangle(x: number, y: number, width: number, height: number): this {
    this.#out.push(`${[x, y, width, height].map((n) => this.#number(n)).join(' ')} re`);
    return this;
  }

  circle({ x, y }: Point, radius: number): this {
    const k = radius * 0.5523;
    this.move({ x: x + radius, y });
    const quarter = (turn: number) => {
      const [cos, sin] = [Math.round(Math.cos(turn)), Math.round(Math.sin(turn))];
      const place = (a: number, b: number) => ({ x: x + a * cos - b * sin, y: y + a * sin + b * cos });
      this.curve(place(radius, k), place(k, radius), place(0, radius));
    };
    for (let i = 0; i < 4; i++) quarter((i * Math.PI) / 2);
    return this;
  }

  /** A smooth curve through `f` over [from, to], one cubic per piece with the tangents of `f`. */
  trace(f: (t: number) => Point, from: number, to: number, pieces: number): this {
    const step = (to - from) / pieces;
    const tangent = (t: number) => {
      const [a, b] = [f(t - 1e-4), f(t + 1e-4)];
      return { x: ((b.x - a.x) / 2e-4) * (step / 3), y: ((b.y - a.y) / 2e-4) * (step / 3) };
    };
    this.move(f(from));
    for (let i = 0; i < pieces; i++) {
      const [p, q] = [from + i * step, from + (i + 1) * step];
      const [start, end, out, into] = [f(p), f(q), tangent(p), tangent(q)];
      this.curve({ x: start.x + out.x, y: start.y + out.y }, { x: end.x - into.x, y: end.y - into.y }, end);
    }
    return this;
  }

  paint(operator: 'S' | 's' | 'f' | 'b' | 'B' | 'f*'): this {
    this.#out.push(operator);
    return this;
  }

  /** The operators, with the page's points as outer unit. */
  toString(): string {
    return ['q', '0.1 0 0 0.1 0 0 cm', '1 J 1 j', ...this.#out, 'Q'].join('\n');
  }

  #push(operator: string, ...points: Point[]): this {
    const numbers = points.map(({ x, y }) => `${this.#number(x)} ${this.#number(y)}`);
    this.#out.push(`${numbers.join(' ')} ${operator}`);
    return this;
  }

  #number(value: number): number {
    return Math.round(value * 10) || 0;
  }
}

function rgb(hex: string): string {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255].map((c) => +(c / 255).toFixed(3)).join(' ');
}
