/** Printed colours; ink, muted and blue follow the design tokens, the red and the gold are of the paper only. */
export const palette = {
  ink: '#0F172A',
  muted: '#475569',
  blue: '#0B3F7A',
  red: '#9B1B1E',
  gold: '#B08A3C',
} as const;

export type Colour = (typeof palette)[keyof typeof palette];
