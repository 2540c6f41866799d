import { Controller, Get, Param } from '@nestjs/common';
import { Access, Scoped } from '#platform/http';
import type { CfDocument, CfPackage, LinkUri } from './case-model.js';
import { CasePackages } from './case-packages.js';

const packageUri = ({ identifier, title, uri }: CfDocument): LinkUri => ({
  ...{ title, identifier, uri: uri.replace('/CFDocuments/', '/CFPackages/') },
});
const documentUri = ({ CFDocument: { identifier, title, uri } }: CfPackage): LinkUri => ({
  title,
  identifier,
  uri,
});

/** CASE 1.1 provider: the addresses in our packages lead somewhere. Frameworks are public law; drafts are not shown. */
@Controller('ims/case/v1p1')
@Access('public')
@Scoped('none')
export class CaseController {
  constructor(private readonly packages: CasePackages) {}

  @Get('CFDocuments')
  async documents() {
    const published = await this.packages.published();
    const documents = await Promise.all(
      published.map(async (each) => (await this.packages.of(each)).CFDocument),
    );
    return { CFDocuments: documents.map((each) => ({ ...each, CFPackageURI: packageUri(each) })) };
  }

  @Get('CFDocuments/:identifier')
  async document(@Param('identifier') identifier: string) {
    const { CFDocument } = await this.packages.byDocument(identifier);
    return { ...CFDocument, CFPackageURI: packageUri(CFDocument) };
  }

  @Get('CFPackages/:identifier')
  package(@Param('identifier') identifier: string) {
    return this.packages.byDocument(identifier);
  }

  @Get('CFItems/:identifier')
  async item(@Param('identifier') identifier: string) {
    const { whole, part } = await this.packages.part('CFItems', identifier);
    return { ...part, CFDocumentURI: documentUri(whole) };
  }

  /** Of which kind an item is; the set that the standard answers with holds the one. */
  @Get('CFItemTypes/:identifier')
  async itemType(@Param('identifier') identifier: string) {
    return { CFItemTypes: [await this.packages.itemType(identifier)] };
  }

  @Get('CFItemAssociations/:identifier')
  async itemAssociations(@Param('identifier') identifier: string) {
    const { whole, part } = await this.packages.part('CFItems', identifier);
    const CFDocumentURI = documentUri(whole);
    const touching = whole.CFAssociations.filter((each) =>
      [each.originNodeURI, each.destinationNodeURI].some((end) => end.identifier === identifier),
    );
    return {
      CFItem: { ...part, CFDocumentURI },
      CFAssociations: touching.map((each) => ({ ...each, CFDocumentURI })),
    };
  }

  @Get('CFAssociations/:identifier')
  async association(@Param('identifier') identifier: string) {
    const { whole, part } = await this.packages.part('CFAssociations', identifier);
    return { ...part, CFDocumentURI: documentUri(whole) };
  }
}
