import type { ScalarTag, Tags } from 'yaml';

/**
 * How CloudFormation reads scalars that are not quoted: as YAML 1.1, with the expressions of SnakeYAML 1.x. Dates stay text, because it does
 * not support timestamps. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html, read on 2026-11-30.
 */
const scalars: readonly ScalarTag[] = [
  {
    tag: 'tag:yaml.org,2002:bool',
    default: true,
    test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
    resolve: (text) => /^(?:y|t|on)/i.test(text),
  },
  integer(/^[-+]?0b_*[01][01_]*$/, (digits) => Number.parseInt(digits.slice(2), 2)),
  integer(/^[-+]?0[0-7_]+$/, (digits) => Number.parseInt(digits, 8)),
  integer(/^[-+]?(?:0|[1-9][0-9_]*)$/, Number),
  integer(/^[-+]?0x_*[0-9a-fA-F][0-9a-fA-F_]*$/, (digits) => Number.parseInt(digits.slice(2), 16)),
  integer(/^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, sexagesimal),
  float(/^[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+]?[0-9]+)?$/, Number),
  float(/^[-+]?(?:[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)$/, Number),
  float(/^\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?$/, Number),
  float(/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, sexagesimal),
];

/** The tags of a YAML schema with CloudFormation's scalars in place of its booleans and numbers. */
export function withOldScalars(tags: Tags): Tags {
  const others = tags.filter(
    (tag) => typeof tag === 'string' || !/^tag:yaml\.org,2002:(?:bool|int|float)$/.test(tag.tag),
  );
  return [...others, ...scalars];
}

function integer(test: RegExp, read: (digits: string) => number): ScalarTag {
  return number('tag:yaml.org,2002:int', test, read, Number.isSafeInteger);
}

function float(test: RegExp, read: (digits: string) => number): ScalarTag {
  return number('tag:yaml.org,2002:float', test, read, Number.isFinite);
}

/** A number that JavaScript would round stays text, so that no digit is lost. */
function number(
  tag: string,
  test: RegExp,
  read: (digits: string) => number,
  isExact: (value: number) => boolean,
): ScalarTag {
  return {
    tag,
    default: true,
    test,
    resolve: (text) => {
      const size = read(text.replace(/^[-+]/, '').replaceAll('_', ''));
      return isExact(size) ? (text.startsWith('-') ? -size : size) : text;
    },
  };
}

/** `190:20:30` counts in sixties, as hours, minutes and seconds do. */
function sexagesimal(digits: string): number {
  return digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
