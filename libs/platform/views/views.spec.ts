import fs from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { Catalogue, LOCALES } from '#platform/i18n';
import { Views } from './index.js';
import { compilerFor, templateFiles, templateName } from './views.js';

describe('templates', () => {
  const views = new Views(new Catalogue());
  const names = new Set(views.names());

  test('have one name each', () => {
    const all = [...templateFiles()].map(([name]) => name);
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  test('are named after their context, slice and file', () => {
    expect(templateName('course/src/catalogue/show.hbs')).toBe('course/catalogue/show');
    expect(templateName('platform/ui/components/button/button.hbs')).toBe('ui/button');
    expect(templateName('platform/ui/layouts/learner.hbs')).toBe('layout/learner');
  });

  test('include only templates that exist', () => {
    const missing: string[] = [];
    for (const [name, file] of templateFiles()) {
      const inline = new Set<string>();
      const used: string[] = [];
      const visitor = new (class extends Handlebars.Visitor {
        override PartialStatement(node: hbs.AST.PartialStatement) {
          if (node.name.type === 'PathExpression') used.push((node.name as hbs.AST.PathExpression).original);
          super.PartialStatement(node);
        }
        override PartialBlockStatement(node: hbs.AST.PartialBlockStatement) {
          if (node.name.type === 'PathExpression') used.push((node.name as hbs.AST.PathExpression).original);
          super.PartialBlockStatement(node);
        }
        override DecoratorBlock(node: hbs.AST.DecoratorBlock) {
          inline.add(String((node.params[0] as hbs.AST.StringLiteral).value));
          super.DecoratorBlock(node);
        }
      })();
      visitor.accept(Handlebars.parse(fs.readFileSync(file, 'utf8')));
      for (const partial of used)
        if (!names.has(partial) && !inline.has(partial) && partial !== '@partial-block')
          missing.push(`${name} → ${partial}`);
    }
    expect(missing).toEqual([]);
  });

  test.each(LOCALES)('have every word and picture that they name, in %s', (locale) => {
    const { compile } = compilerFor(new Catalogue(), locale);
    const refused = [...templateFiles()].flatMap(([name, file]) => {
      try {
        compile(fs.readFileSync(file, 'utf8'));
        return [];
      } catch (error) {
        return [`${name}: ${error}`];
      }
    });
    expect(refused).toEqual([]);
    expect(() => compile('{{t "no.such-key"}}')).toThrow('no.such-key');
  });

  test('contain no triple-stash, inline script, style or handler', () => {
    const bad: string[] = [];
    for (const [name, file] of templateFiles()) {
      const source = fs.readFileSync(file, 'utf8');
      if (/\{\{\{/.test(source)) bad.push(`${name}: {{{`);
      if (/<script(?![^>]*\bsrc=)[^>]*>/.test(source)) bad.push(`${name}: inline script`);
      if (/\son[a-z]+\s*=\s*"/.test(source)) bad.push(`${name}: handler`);
    }
    expect(bad).toEqual([]);
  });
});
