import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '#platform/i18n';
import { pictureSize } from '#platform/pictures';
import { cleanSvg } from './svg.js';

const svg = (inner: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 64 28"${attributes}>${inner}</svg>`;

describe('cleaning a drawing', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in another namespace', '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'],
    ['an HTML script', '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'],
    ['a handler', '<rect onclick="alert(1)" width="1" height="1"/>'],
    [
      'HTML inside',
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>',
    ],
    ['a link', '<a xlink:href="javascript:alert(1)"><text>x</text></a>'],
    ['an animated link', '<rect><set attributeName="href" to="javascript:alert(1)"/></rect>'],
    ['an animation', '<rect><animate onbegin="alert(1)" attributeName="x"/></rect>'],
    ['a picture from elsewhere', '<image href="https://evil.example/x.png"/>'],
    ['a drawing from elsewhere', '<use xlink:href="https://evil.example/x.svg#a"/>'],
    ['a drawing in data', '<use href="data:image/svg+xml;base64,AAAA#a"/>'],
    ['a style sheet', '<style>@import "https://evil.example/x.css";</style>'],
    ['paint from elsewhere', '<rect fill="url(https://evil.example/x.svg#a)"/>'],
    ['paint in other letters', '<rect fill="URL( \'//evil.example/x#a\' )"/>'],
    ['a style attribute', '<rect style="background:url(//evil.example)"/>'],
    ['an iframe', '<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/>'],
    ['an instruction', '<?xml-stylesheet href="https://evil.example/x.css"?><rect/>'],
    ['a base', '<rect xml:base="javascript:alert(1)//"/>'],
  ])('leaves out %s', (_, attack) => {
    expect(cleanSvg(svg(attack))).not.toMatch(
      /script|alert|evil|onclick|foreignObject|<a\b|<set|<animate|<image|<style|style=|data:|xml:base|<\?/i,
    );
  });

  test.each([
    [
      'a document type',
      '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
      'course.svg-refused',
    ],
    ['unclosed tags', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', 'course.svg-broken'],
    ['an entity nobody knows', svg('<text>&boom;</text>'), 'course.svg-broken'],
    ['another kind of document', '<html xmlns="http://www.w3.org/1999/xhtml"/>', 'course.svg-broken'],
    ['svg in no namespace', '<svg><rect/></svg>', 'course.svg-broken'],
    ['plain text', 'xin chào', 'course.svg-broken'],
    ['endless depth', svg('<g>'.repeat(100) + '</g>'.repeat(100)), 'course.svg-refused'],
    ['endless breadth', svg('<g/>'.repeat(30_000)), 'course.svg-refused'],
  ])('refuses %s', (_, text, code) => {
    expect(() => cleanSvg(text)).toThrow(code);
  });

  test('keeps what is drawn, and paint from within', () => {
    const drawing =
      '<defs><linearGradient id="a"><stop offset="0" stop-color="#0B5CAD"></stop></linearGradient></defs>' +
      '<rect x="1" y="2" width="3" height="4" rx="5" fill="url(#a)"></rect><text x="1" font-size="20">Học &amp; làm</text>';
    const clean = cleanSvg(svg(drawing, ' role="img" aria-label="Sơ đồ"'));
    expect(clean).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 28" role="img" aria-label="Sơ đồ">${drawing}</svg>`,
    );
    expect(cleanSvg(clean)).toBe(clean);
  });

  test('every drawing of the courses comes through whole, and tells its size', () => {
    const courses = path.join(projectRoot, 'seeds/courses');
    const drawings = fs
      .readdirSync(courses, { recursive: true })
      .filter((name) => String(name).endsWith('.svg'));
    expect(drawings.length).toBeGreaterThan(20);
    for (const name of drawings) {
      const source = fs.readFileSync(path.join(courses, String(name)), 'utf8');
      const clean = cleanSvg(source);
      const count = (text: string) => text.match(/<[a-zA-Z]/g)?.length;
      expect([name, count(clean)]).toEqual([name, count(source)]);
      expect(pictureSize(Buffer.from(clean), 'image/svg+xml')?.width).toBeGreaterThan(100);
    }
  });
});
