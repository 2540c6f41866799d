const PAINT: Record<string, { stroke: boolean; fill: boolean; close: boolean }> = {
  S: { stroke: true, fill: false, close: false },
  s: { stroke: true, fill: false, close: true },
  f: { stroke: false, fill: true, close: false },
  'f*': { stroke: false, fill: true, close: false },
  b: { stroke: true, fill: true, close: true },
  B: { stroke: true, fill: true, close: false },
};

interface Pen {
  stroke: string;
  fill: string;
  width: number;
}

/** The operators of our own drawings (paths, colours, one level of matrices a `q`) as SVG; y still grows upwards. */
export function drawingSvg(operators: string): string {
  const out: string[] = [];
  const saved: { pen: Pen; groups: number }[] = [];
  let pen: Pen = { stroke: '#000', fill: '#000', width: 1 };
  let [operands, path, groups]: [number[], string, number] = [[], '', 0];
  for (const token of operators.split(/\s+/)) {
    const number = Number(token);
    if (token !== '' && !Number.isNaN(number)) {
      operands.push(number);
      continue;
    }
    const paint = PAINT[token];
    if (token === 'q') {
      saved.push({ pen: { ...pen }, groups });
      groups = 0;
    } else if (token === 'Q') {
      out.push('</g>'.repeat(groups));
      ({ pen, groups } = saved.pop()!);
    } else if (token === 'cm') {
      out.push(`<g transform="matrix(${operands.join(' ')})">`);
      groups++;
    } else if (token === 'RG') pen.stroke = colour(operands);
    else if (token === 'rg') pen.fill = colour(operands);
    else if (token === 'w') pen.width = operands[0]!;
    else if (token === 'm') path += `M${operands.join(' ')}`;
    else if (token === 'l') path += `L${operands.join(' ')}`;
    else if (token === 'c') path += `C${operands.join(' ')}`;
    else if (token === 're') path += rectangle(operands);
    else if (paint) {
      out.push(shape(paint.close ? `${path}Z` : path, paint, pen));
      path = '';
    }
    operands = [];
  }
  return out.join('');
}

const colour = (shares: number[]): string =>
  `rgb(${shares.map((share) => Math.round(share * 255)).join(' ')})`;

const rectangle = ([x = 0, y = 0, width = 0, height = 0]: number[]): string =>
  `M${x} ${y}h${width}v${height}h${-width}Z`;

function shape(path: string, paint: { stroke: boolean; fill: boolean }, pen: Pen): string {
  const stroke = paint.stroke ? ` stroke="${pen.stroke}" stroke-width="${pen.width}"` : '';
  return `<path d="${path}" fill="${paint.fill ? pen.fill : 'none'}"${stroke}/>`;
}
