// How good a ranking is: normalised discounted cumulative gain over its first ten places (Järvelin and Kekäläinen 2002).

import { cosine } from './vectors.ts'

export const PLACES = 10

/** What a candidate of a grade is worth at the top. */
const gain = (grade: number): number => 2 ** grade - 1
/** What a place counts, from 0. */
const discount = (place: number): number => (place < PLACES ? 1 / Math.log2(2 + place) : 0)

const gains = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, place) => sum + gain(grade) * discount(place), 0)

/** Candidates' grades in the order of a ranking → 0 … 1; 0 where no candidate is of use. */
export function ndcg(grades: readonly number[]): number {
  const best = gains(grades.toSorted((a, b) => b - a))
  return best > 0 ? gains(grades) / best : 0
}

/** What a random order of these grades has on average. */
export function chanceNdcg(grades: readonly number[]): number {
  const best = gains(grades.toSorted((a, b) => b - a))
  const mean = grades.reduce((sum, grade) => sum + gain(grade), 0) / Math.max(1, grades.length)
  const places = grades.reduce((sum, _, place) => sum + discount(place), 0)
  return best > 0 ? (mean * places) / best : 0
}

export interface Graded {
  readonly vector: Float32Array
  readonly grade: number
}

/** Grades from the nearest to the farthest. Ties count against the ranking: equal vectors for everything find nothing. */
export const ranked = (query: Float32Array, candidates: readonly Graded[]): readonly number[] =>
  candidates
    .map(({ vector, grade }) => ({ near: cosine(query, vector), grade }))
    .toSorted((a, b) => b.near - a.near || a.grade - b.grade)
    .map(({ grade }) => grade)

/** nDCG@10 shifted and stretched so that chance is worth 0 and the best order 1; worse than chance is negative. */
export function rankQuality(query: Float32Array, candidates: readonly Graded[]): number {
  const grades = ranked(query, candidates)
  const chance = chanceNdcg(grades)
  return chance < 1 ? (ndcg(grades) - chance) / (1 - chance) : 0
}
