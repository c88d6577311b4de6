/** Cases of area FRAME: frames legal and illegal, the assembly of contents, field tables and the reply code for each kind of nonsense. */
@NullMarked
package dev.touchstone.suite.cases.frame;

import org.jspecify.annotations.NullMarked;
