import Simulation
import Testing

@Suite struct InstructionTests {
    @Test func everyInstructionHasItsOwnWords() {
        let texts = Instruction.everything.map(\.text)
        #expect(Set(texts).count == texts.count)
        #expect(texts.contains("pick up the green cube"))
        #expect(texts.contains("put the red cube in the bowl"))
        #expect(texts.contains("push the blue cube to the left"))
        #expect(!texts.contains { $0.contains("{") })
        #expect(Set(InstructionPhrase.all.map(\.id)).count == InstructionPhrase.all.count)
    }

    @Test func whatIsTypedIsUnderstood() throws {
        for known in Instruction.everything {
            let understood = try Instruction(parsing: known.text)
            #expect(understood.goal == known.goal)
            #expect(understood.text == known.text && understood.phrase == nil && !understood.isHeldOut)
        }
        #expect(try Instruction(parsing: " Pick up the GREEN block, please!").goal == .pick(colour: .green))
        #expect(try Instruction(parsing: "put red cube into bowl").goal == .bowl(colour: .red))
        #expect(try Instruction(parsing: "Push the yellow cube right.").goal == .push(colour: .yellow, side: .right))
    }

    @Test(arguments: ["", "pick up the orange cube", "pick up the red", "push the red cube up", "dance"])
    func whatIsNotKnownIsRefusedWithWhatCanBeSaid(_ text: String) {
        let error = #expect(throws: EpisodeError.self) { try Instruction(parsing: text) }
        #expect(error == .unknownInstruction(text))
        let message = error.map { "\($0)" } ?? ""
        for part in ["'pick up the {colour} cube'", "in the bowl'", "to the {side}'", "purple", "left"] {
            #expect(message.contains(part))
        }
    }

    @Test(arguments: TaskKind.allCases) func everyPhraseAndEveryColourIsTrained(_ kind: TaskKind) {
        let training = InstructionSplit.training.instructions(of: kind)
        let heldOut = InstructionSplit.heldOut.instructions(of: kind)
        #expect(Set(training.map(\.text)).isDisjoint(with: heldOut.map(\.text)))
        #expect(training.count + heldOut.count == Instruction.everything.count { $0.goal.kind == kind })
        #expect(Set(training.map(\.goal.colour)) == Set(CubeColour.allCases))
        let phrases = Set(InstructionPhrase.all(of: kind).map(\.id))
        #expect(Set(training.compactMap(\.phrase)) == phrases)
        #expect(Set(heldOut.compactMap(\.phrase)) == phrases)
        #expect(heldOut.allSatisfy(\.isHeldOut) && !training.contains(where: \.isHeldOut))
        // Both sides go with every pair.
        if kind == .push { #expect(Set(training.compactMap(\.goal.side)) == Set(PushSide.allCases)) }
    }
}
