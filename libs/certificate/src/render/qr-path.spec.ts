import { expect, test } from '@jest/globals';
import { create } from 'qrcode';
import { qrPath } from './qr-path.js';

test('draws exactly the dark modules, with a quiet zone of four all round', () => {
  const text = 'https://hocvuso.example/xac-minh/7K3MQ0XZ9F2VB6T1HDRJ8NPW4C7Z';
  const { modules } = create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const { size, path } = qrPath(text);
  expect(size).toBe(modules.size + 8);
  const drawn = new Set<string>();
  for (const [, x, y, width, height] of path.matchAll(/(\d+) (\d+) (\d+) (\d+) re/g)) {
    expect(height).toBe('1');
    for (let i = 0; i < Number(width); i++) drawn.add(`${Number(x) + i},${y}`);
  }
  const dark: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) dark.push(`${column + 4},${size - 5 - row}`);
    }
  }
  expect([...drawn].sort()).toEqual(dark.sort());
  expect(path.endsWith(' f')).toBe(true);
});
