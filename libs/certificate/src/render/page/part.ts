import { type Colour, palette } from './palette.js';
import type { Region, TextBlock } from './region.js';

export interface Rule {
  left: number;
  right: number;
  y: number;
  thickness: number;
  colour: Colour;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A part of the page: text in reading order, thin rules, and how far down it reaches. */
export interface Part {
  blocks: TextBlock[];
  rules: Rule[];
  bottom: number;
}

export function ruleUnder(region: Region, width: number): Rule {
  const centre = region.left + region.width / 2;
  return {
    left: centre - width / 2,
    right: centre + width / 2,
    y: region.bottom + 2.5,
    thickness: 0.7,
    colour: palette.ink,
  };
}
