import { z } from 'zod';
import { filled } from '../texts.js';

/** A picture of the bank, as a question shows it. */
export interface Picture {
  id: string;
  /** What it shows, for those who do not see it. */
  alt: string;
  /** Pixels. */
  width: number;
  height: number;
}

const size = z.number().int().min(1).max(100_000);
export const picture: z.ZodType<Picture> = z.strictObject(
  {
    id: z.uuid('assessment.picture-missing'),
    alt: filled(500, 'assessment.picture-alt'),
    width: size,
    height: size,
  },
  'assessment.picture-missing',
);

/** Whole pixels from the upper left corner of the picture. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const pixels = z.number('assessment.area-pixels').int('assessment.area-pixels');
export const area = {
  x: pixels.min(0, 'assessment.area-pixels'),
  y: pixels.min(0, 'assessment.area-pixels'),
  width: pixels.min(1, 'assessment.area-pixels'),
  height: pixels.min(1, 'assessment.area-pixels'),
};

/** Refuses areas that reach beyond the picture. `path`: the list of areas. */
export function insidePicture<T extends { picture: Picture }>(path: string, areasOf: (body: T) => Area[]) {
  return ({ value, issues }: { value: T; issues: z.core.$ZodRawIssue[] }): void => {
    areasOf(value).forEach(({ x, y, width, height }, index) => {
      if (x + width > value.picture.width || y + height > value.picture.height)
        issues.push({
          code: 'custom',
          input: value,
          path: [path, index, 'x'],
          message: 'assessment.area-outside',
        });
    });
  };
}

export const pictureView = ({ id, alt, width, height }: Picture) => ({
  src: `/question-pictures/${id}`,
  alt,
  width,
  height,
  // Of the numbers on it, so that they are as large on a photograph of any size.
  letter: Math.max(1, Math.round(width / 26)),
});
