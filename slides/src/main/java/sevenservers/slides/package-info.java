/**
 * The course: decks of slides, the side-by-side page and the site that leads to
 * them, made of AsciiDoc and of the modules' own sources.
 */
package sevenservers.slides;
