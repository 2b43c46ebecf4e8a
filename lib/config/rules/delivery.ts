import { mistake } from '../mistake.ts';
import type { EnvironmentRule } from './rule.ts';

/** A pipeline that nobody names is none. */
export const someoneDelivers: EnvironmentRule = ({ delivery }, path) =>
  delivery && !delivery.github && !delivery.gitlab
    ? [mistake([...path, 'delivery'], 'neither github nor gitlab', 'write one of them, or remove delivery')]
    : [];
