import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Catalogue } from '#platform/i18n';
import { STORAGE, type Storage } from '#platform/storage';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { PaperModels } from '../offline/paper-models.service.js';
import { renderPrintPages } from '../render/render-certificate.js';
import { PreparedTemplates } from '../template/prepared-templates.js';
import { fileHash } from '../verify-file/certificate-file.js';
import { type BundlePart, bundleFile, fileNameOf, Hashing, manifestCsv } from './bundle-file.js';
import { type Bundle, type Bundled, Bundles } from './bundles.repository.js';

export const MAKE_BUNDLE = 'certificate.make-bundle';
const PER_READ = 1000;
/** Pages in one volume for paper: a stack that a printer takes, a document that fits in memory. */
const PER_VOLUME = 500;
const TELL_EVERY_MS = 500;

const params = z.object({ classId: z.uuid(), bundleId: z.uuid(), locale: z.enum(['vi', 'en']) });

/** Puts the files of a class together; begun again from the start after a crash, kept whole or not at all. */
@Injectable()
@RunsTask(MAKE_BUNDLE)
export class MakeBundle implements TaskRunner {
  private readonly words = new Catalogue();

  constructor(
    private readonly bundles: Bundles,
    private readonly templates: PreparedTemplates,
    private readonly models: PaperModels,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async run(run: TaskRun): Promise<TaskResult> {
    const { classId, bundleId, locale } = params.parse(run.task.params);
    const bundle = await this.bundles.find({ classId, unitPaths: null }, bundleId);
    if (!bundle) throw new Error(`No bundle ${bundleId}`);
    const href = `/classes/${classId}/certificates/bundles`;
    if (bundle.readyAt) return { href };
    const all = await this.contents(bundle);
    await run.progress(0, all.length);
    const manifest: string[][] = [];
    const tell = teller(run, all.length);
    const parts =
      bundle.kind === 'signed' ? this.signedParts(all, manifest, tell) : this.volumes(all, manifest, tell);
    const t = this.words.for(locale);
    const columns = bundle.kind === 'signed' ? SIGNED_COLUMNS : VOLUME_COLUMNS;
    const header = columns.map((column) => t(`certificate.bundle.column.${column}`));
    const key = `bundles/${bundleId}.zip`;
    const hashing = new Hashing();
    const zip = bundleFile(parts, { name: 'manifest.csv', text: () => manifestCsv(header, manifest) });
    zip.on('error', (error) => hashing.destroy(error));
    const bytes = await this.storage.put(key, zip.pipe(hashing));
    await run.progress(all.length, all.length).catch(async (error: unknown) => {
      await this.storage.remove(key);
      throw error;
    });
    await this.bundles.ready(bundleId, { key, bytes, sha256: hashing.digest(), certificates: all.length });
    return { href, counts: { certificates: all.length } };
  }

  private async contents(bundle: Bundle): Promise<Bundled[]> {
    const all: Bundled[] = [];
    for (;;) {
      const more = await this.bundles.next(bundle, all.at(-1) ?? null, PER_READ);
      all.push(...more);
      if (more.length < PER_READ) return all;
    }
  }

  private signedParts(
    all: Bundled[],
    manifest: string[][],
    tell: (done: number) => Promise<void>,
  ): BundlePart[] {
    return all.map(({ number, serial, entryNumber, facts, pdfKey, sha256 }, index) => {
      const name = fileNameOf(number, serial, facts.holder.name);
      manifest.push([entryNumber, serial, facts.holder.name, facts.issuedOn, name, sha256]);
      return {
        name,
        open: async () => {
          await tell(index);
          return this.storage.stream(pdfKey);
        },
      };
    });
  }

  private volumes(all: Bundled[], manifest: string[][], tell: (done: number) => Promise<void>): BundlePart[] {
    return Array.from({ length: Math.ceil(all.length / PER_VOLUME) }, (_, index) => {
      const pages = all.slice(index * PER_VOLUME, (index + 1) * PER_VOLUME);
      const name = `${String(index + 1).padStart(3, '0')}.pdf`;
      return {
        name,
        open: async () => {
          await tell(index * PER_VOLUME);
          const file = await this.volume(pages);
          const [first, last] = [pages[0]!, pages.at(-1)!];
          manifest.push([name, String(pages.length), first.serial, last.serial, fileHash(file)]);
          return Readable.from([file], { objectMode: false });
        },
      };
    });
  }

  private async volume(pages: Bundled[]): Promise<Buffer> {
    const drawn = [];
    for (const { facts, issuedAt, ...entry } of pages) {
      const template = await this.templates.of(facts.template);
      drawn.push({ model: await this.models.of(facts, entry, issuedAt, template), template });
    }
    return renderPrintPages(drawn, `${pages[0]!.serial} – ${pages.at(-1)!.serial}`);
  }
}

const SIGNED_COLUMNS = ['entry', 'serial', 'name', 'issued-on', 'file', 'sha256'];
const VOLUME_COLUMNS = ['file', 'pages', 'first', 'last', 'sha256'];

/** Tells of the progress now and then, and throws once the task was called off. */
function teller(run: TaskRun, total: number): (done: number) => Promise<void> {
  let told = Date.now();
  return async (done) => {
    if (Date.now() - told < TELL_EVERY_MS) return;
    told = Date.now();
    await run.progress(done, total);
  };
}
