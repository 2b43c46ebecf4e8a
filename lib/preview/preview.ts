import { createEndings, type Endings } from './endings.ts';
import { type DeployedShop, deployShop } from './deployed-shop.ts';
import type { PreviewedShop } from './previewed-shop.ts';
