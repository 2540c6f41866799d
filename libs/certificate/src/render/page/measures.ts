/** A4 landscape in points, and the box inside the drawn frame that text may use. */
export const sheetSize = { width: 841.89, height: 595.28 } as const;

export const frame = {
  left: 78,
  right: sheetSize.width - 78,
  top: 62,
  bottom: sheetSize.height - 60,
  width: sheetSize.width - 156,
  centre: sheetSize.width / 2,
} as const;
