import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { NotFound } from '#platform/errors';
import { Crosswalks } from '../crosswalk/crosswalks.js';
import { type FrameworkVersion, FrameworkVersions } from '../version/framework-versions.js';
import type { CfItemType, CfPackage } from './case-model.js';
import { CaseNames } from './case-names.js';
import { casePackage } from './case-package.js';

/** Versions as CASE packages. */
@Injectable()
export class CasePackages {
  constructor(
    private readonly versions: FrameworkVersions,
    private readonly crosswalks: Crosswalks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(version: FrameworkVersion): Promise<CfPackage> {
    const walks = await this.crosswalks.ofVersion(version.id);
    return casePackage({
      document: await this.versions.document(version.id),
      status: version.status,
      changedAt: version.publishedAt ?? version.importedAt,
      crosswalks: await Promise.all(walks.map((walk) => this.crosswalks.document(walk))),
      formerVersions: await this.versions.formerCodes(version),
      publicUrl: this.config.publicUrl,
    });
  }

  /** Those anyone may have: in force or superseded, oldest first. */
  async published(): Promise<FrameworkVersion[]> {
    return (await this.versions.list()).filter((each) => each.status !== 'draft');
  }

  /** By the identifier of its CFDocument. Throws NotFound. */
  async byDocument(identifier: string): Promise<CfPackage> {
    const found = (await this.published()).find(
      ({ code, version }) => new CaseNames('', code, version).documentId === identifier,
    );
    if (!found) throw new NotFound();
    return this.of(found);
  }

  /** Throws NotFound. */
  async itemType(identifier: string): Promise<CfItemType> {
    for (const version of await this.published()) {
      const { CFItemTypes } = (await this.of(version)).CFDefinitions;
      const found = CFItemTypes.find((each) => each.identifier === identifier);
      if (found) return found;
    }
    throw new NotFound();
  }

  /** What has the identifier in any published version, with the package it is in. Throws NotFound. */
  async part<K extends 'CFItems' | 'CFAssociations'>(kind: K, identifier: string) {
    for (const version of await this.published()) {
      const whole = await this.of(version);
      const part = (whole[kind] as CfPackage[K][number][]).find((each) => each.identifier === identifier);
      if (part) return { whole, part };
    }
    throw new NotFound();
  }
}
