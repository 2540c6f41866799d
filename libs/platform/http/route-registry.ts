import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { ZodType } from 'zod';
import { ACCESS, type AccessRule, type RouteScope, SCOPE } from './access.js';
import { ACCEPTS } from './input.js';

export interface RouteInfo {
  method: string;
  path: string;
  access: AccessRule;
  scope: RouteScope;
  handler: string;
  body: ZodType | null;
}

/** All routes with who may call them; the application does not start while one of them does not say. */
@Injectable()
export class RouteRegistry implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    this.list();
  }

  list(): RouteInfo[] {
    const routes: RouteInfo[] = [];
    for (const { metatype, instance } of this.discovery.getControllers()) {
      if (!metatype || !instance) continue;
      const read = <T>(key: string, handler: object) =>
        (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, metatype)) as T | undefined;
      for (const name of this.scanner.getAllMethodNames(instance)) {
        const handler = (instance as Record<string, object>)[name];
        const paths =
          handler && (Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined);
        if (!handler || paths === undefined) continue;
        const base = Reflect.getMetadata(PATH_METADATA, metatype) as string | string[];
        const access = read<AccessRule>(ACCESS, handler);
        if (!access) throw new Error(`${metatype.name}.${name} does not say who may call it (@Access)`);
        for (const head of [base].flat())
          for (const tail of [paths].flat())
            routes.push({
              method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'GET',
              path: joinPath(head, tail),
              access,
              scope: read<RouteScope>(SCOPE, handler) ?? (access === 'public' ? 'none' : 'own'),
              handler: `${metatype.name}.${name}`,
              body: read<ZodType>(ACCEPTS, handler) ?? null,
            });
      }
    }
    return routes.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
  }
}

const joinPath = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
