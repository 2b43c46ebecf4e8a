import { describe, expect, test } from '@jest/globals';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { Zone } from '../../../lib/evidence/diagrams/diagram.ts';
import { diagramsChapter, diagramsOf } from '../../../lib/evidence/diagrams/diagrams-chapter.ts';
import { type Placed, place } from '../../../lib/evidence/diagrams/layout.ts';
import type { Box, Point } from '../../../lib/evidence/diagrams/ports.ts';
import { pictureOf } from '../../../lib/evidence/diagrams/svg.ts';
import { fitted, sizes, widthOf } from '../../../lib/evidence/diagrams/text-width.ts';
import { noRecords } from '../../../lib/evidence/records/record.ts';
import { buildReport } from '../../../lib/report/report.ts';
import { accountTemplates } from '../../support/account.ts';
import { boutiqueTemplates, exampleTemplates } from '../../support/boutique.ts';
import { drawnEnvironment } from './support/drawn-environment.ts';

const boutique = [...boutiqueTemplates(), ...accountTemplates()];
const atelier =
  exampleTemplates('atelier')
    .find(({ environment }) => environment === 'prod')
    ?.sources() ?? [];

const all = [boutique, atelier].flatMap((sources) => {
  const { environment, model } = drawnEnvironment(sources);
  return diagramsOf(environment, model).map(place);
});

describe.each(all.map((placed) => [placed.diagram.title, placed] as const))(
  'the picture of %s',
  (_, placed) => {
    test('fits paper of A4 in full size', () => {
      expect(placed.sheet).toMatch(/^A4/);
    });

    test('keeps its boxes and numbers apart', () => {
      const boxes = [
        ...placed.nodes.map((box) => ({ name: box.node.id, box: box as Box })),
        ...placed.flows.map(({ number, label }) => ({ name: `number ${number}`, box: label })),
      ];
      const overlapping = boxes.flatMap((one, index) =>
        boxes
          .slice(index + 1)
          .flatMap((other) => (overlap(one.box, other.box) ? [[one.name, other.name]] : [])),
      );
      expect(overlapping).toEqual([]);
    });

    test('keeps every text within its box', () => {
      const wide = [
        ...placed.nodes.flatMap(({ name, word, width }) => [
          { text: name, room: width, size: sizes.name },
          { text: word, room: width, size: sizes.small },
        ]),
        ...placed.zones.map(({ name, width }) => ({ text: name, room: width, size: sizes.small })),
        ...placed.flows.map(({ number, label }) => ({
          text: String(number),
          room: label.width,
          size: sizes.small,
        })),
      ].filter(({ text, room, size }) => widthOf(text, size) > room);
      expect(wide).toEqual([]);
    });

    test('has each box within the frames of its zone, and within no other', () => {
      const wrong = placed.nodes.flatMap((box) =>
        placed.zones
          .filter(({ zone, ...frame }) => overlap(box, frame) !== isIn(box.node.zone, zone))
          .map(({ zone }) => [box.node.id, zone.id]),
      );
      expect(wrong).toEqual([]);
    });

    test('keeps the names of frames off its boxes', () => {
      const covered = placed.zones.flatMap(({ name, x, y }) => {
        const text = { x: x + 5, y: y + 2.5, width: widthOf(name, sizes.small), height: 6 };
        return placed.nodes.filter((box) => overlap(text, box)).map(({ node }) => [name, node.id]);
      });
      expect(covered).toEqual([]);
    });

    test('ends each line at the boxes that it joins', () => {
      const loose = placed.flows.filter(({ flow, points }) => {
        const [from, to] = [flow.from, flow.to].map(({ id }) =>
          placed.nodes.find(({ node }) => node.id === id),
        );
        return !from || !to || !touches(from, points[0]) || !touches(to, points.at(-1));
      });
      expect(loose).toEqual([]);
    });

    test('has no text below seven points', () => {
      const found = [...pictureOf(placed, 'picture').text.matchAll(/font-size="([\d.]+)"/g)];
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter(([, size]) => Number(size) < 7)).toEqual([]);
    });
  },
);

describe('the page of diagrams', () => {
  const model = new Model(boutique);
  const asOf = '2026-11-30';
  const report = buildReport({ findings: [], rules: [], model, asOf });
  const period = { from: '2026-01-01', to: '2026-12-31' };
  const files = () => diagramsChapter.files({ report, model, period, asOf, records: noRecords });
  const [page, data] = files();

  test('is the same whenever it is made', () => {
    expect(files()).toEqual([page, data]);
  });

  test('says in lists what the pictures show', () => {
    const text = String(page?.content).replace(/<svg.*?<\/svg>/gs, '');
    const { diagrams } = JSON.parse(String(data?.content));
    const untold = diagrams.flatMap(({ nodes }: { nodes: { name: string }[] }) =>
      nodes.filter(({ name }) => !text.includes(`<strong>${name}</strong>`)),
    );
    expect(diagrams.length).toBeGreaterThan(3);
    expect(untold).toEqual([]);
  });
});

describe('a text that is too long', () => {
  test('is shortened to the width that there is', () => {
    expect(fitted('payment-session', 8, 40)).toBe('payment…');
    expect(widthOf('payment…', 8)).toBeLessThanOrEqual(40);
  });

  test('is left alone where it fits', () => {
    expect(fitted('orders', 8, 40)).toBe('orders');
  });
});

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function isIn(zone: Zone | undefined, frame: Zone): boolean {
  return zone !== undefined && (zone.id === frame.id || isIn(zone.within, frame));
}

function touches(box: Placed['nodes'][number], point: Point | undefined): boolean {
  if (!point) return false;
  const [near, far] = [0.2, -0.2];
  return (
    point.x >= box.x - near &&
    point.x <= box.x + box.width - far &&
    point.y >= box.y - near &&
    point.y <= box.y + box.height - far
  );
}
